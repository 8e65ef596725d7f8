"""Dates, times and lengths as they are said to a customer and shown on the screen, on Seoul's clock."""

from datetime import date, datetime, time, timedelta

from desk_app.core.clock import seoul

WEEKDAYS = "월화수목금토일"
_NEAR = {-1: "어제", 0: "오늘", 1: "내일"}
_MINUTE = timedelta(minutes=1)
_DAY = timedelta(days=1)


def say_date(day: date) -> str:
    """Return '2026년 11월 24일 화요일'."""
    return f"{day.year}년 {_month_and_day(day)}"


def say_time(at: time) -> str:
    """Return '오후 5시', '오전 9시 30분', '낮 12시'; seconds are not said."""
    half = "낮" if at.hour == 12 else "오전" if at.hour < 12 else "오후"
    hour = at.hour - 12 if at.hour > 12 else at.hour
    return f"{half} {hour}시 {at.minute}분" if at.minute else f"{half} {hour}시"


def say_day(day: date, today: date) -> str:
    """Return '오늘', '내일', '어제', or '11월 27일 금요일' with the year only where it is another one."""
    near = _NEAR.get((day - today).days)
    if near:
        return near
    return _month_and_day(day) if day.year == today.year else say_date(day)


def say_when(instant: datetime, now: datetime) -> str:
    """Return '오늘 오후 5시', '내일 오전 10시', '11월 27일 금요일 오후 3시': the words to read back."""
    there = seoul(instant)
    return f"{say_day(there.date(), seoul(now).date())} {say_time(there.time())}"


def short_when(instant: datetime, now: datetime) -> str:
    """Return '오늘 17:00', '내일 10:00', '금 18:00' (later this week), '12.04 (금) 15:00': for tables."""
    there = seoul(instant)
    return f"{short_day(there.date(), seoul(now).date())} {there:%H:%M}"


def short_day(day: date, today: date) -> str:
    """Return '오늘', '내일', '어제', '금' (later this week, which ends on Sunday), '12.04 (금)'."""
    ahead = (day - today).days
    if ahead in _NEAR:
        return _NEAR[ahead]
    weekday = WEEKDAYS[day.weekday()]
    if 0 < ahead < 7 - today.weekday():
        return weekday
    year = "" if day.year == today.year else f"{day.year}."
    return f"{year}{day.month:02}.{day.day:02} ({weekday})"


def say_left(instant: datetime, now: datetime) -> str:
    """Return '24분 남음', '3일 남음', '1시간 12분 지남', '1일 지남'.

    Minutes are cut, never rounded up, so that nobody counts on time there is not; from 24 hours on,
    days are those of the calendar: at 18:30 on Tuesday, Friday 18:00 is three days off. What ends with a
    day, at midnight, is late by days from then on: all of the next day '1일 지남'.
    """
    left = seoul(instant) - seoul(now)
    if left <= timedelta(0) and seoul(instant).time() == time.min:
        length = f"{(seoul(now).date() - seoul(instant).date()).days + 1}일"
    elif abs(left) >= _DAY:
        length = f"{abs((seoul(instant).date() - seoul(now).date()).days)}일"
    elif abs(left) >= _MINUTE:
        length = say_length(abs(left))
    else:
        return "1분 안 남음" if left > timedelta(0) else "방금 지남"
    return f"{length} 남음" if left > timedelta(0) else f"{length} 지남"


def say_length(length: timedelta) -> str:
    """Return '42초', '24분', '1시간 12분', '2일 3시간': cut to minutes, and to hours from a day on."""
    if length < timedelta(0):
        raise ValueError("a length cannot be negative")
    if length < _MINUTE:
        return f"{length.seconds}초"
    minutes = length // _MINUTE
    days, hours, rest = minutes // 1440, minutes // 60 % 24, minutes % 60
    said = [f"{days}일"] if days else []
    said += [f"{hours}시간"] if hours else []
    said += [f"{rest}분"] if rest and not days else []
    return " ".join(said)


def _month_and_day(day: date) -> str:
    return f"{day.month}월 {day.day}일 {WEEKDAYS[day.weekday()]}요일"
