"""What the customer is told of a visit, in the words of `resources/letters/appointment.toml`."""

import tomllib
from functools import cache

import msgspec

from desk_app.core.appointments import AppointmentState, Reach
from desk_app.core.office import Branch
from desk_app.core.visit_notices import VisitNotice, Wording
from desk_app.usecases.appointments import AppointmentDetail
from resources import read_text


@cache
def visit_wording() -> Wording:
    """Return the words in which customers are told of a visit."""
    return msgspec.convert(tomllib.loads(read_text("letters/appointment.toml")), Wording)


def notice_of(detail: AppointmentDetail, branch: Branch) -> VisitNotice:
    """Return what may be told of an appointment; whoever is not to be reached is sent no text either."""
    return VisitNotice(
        starts_at=detail.starts_at,
        ends_at=detail.ends_at,
        staff=detail.staff,
        phone=branch.phone,
        branch=branch.name,
        place=detail.place,
        address=branch.address,
        bring=detail.bring,
        customer=detail.customer,
        may_name_agency=detail.may_name_agency,
        may_text=False if detail.reach is Reach.NONE else detail.may_text,
        cancelled=detail.state is AppointmentState.CANCELLED,
        uid=detail.uid,
        sequence=detail.sequence,
    )
