"""The words that a script may use: what it may ask for, how it may end, which facts its conditions name."""

FACTS = {
    "late": "벨이 세 번 이상 울린 뒤에 받았다",
    "same_matter_again": "같은 용건으로 다시 연락하셨다",
    "assignee_known": "담당자가 정해졌다",
    "assignee_present": "담당자가 자리에 있다",
    "assignee_busy": "담당자가 다른 고객과 상담 중이다",
    "back_known": "담당자가 돌아오는 시각을 안다",
    "deputy_known": "업무대행자가 있다",
    "has_due": "연락드릴 시각이 정해졌다",
    "overdue": "약속한 시각이 지났다",
    "has_appointment": "오실 날짜와 시각을 정했다",
    "brings": "오실 때 준비하실 것이 있다",
    "visit_agreed": "약속하고 오신 것을 확인했다",
    "about_reminder": "방문 약속을 미리 알려 드리는 전화다",
    "reminded_later": "바꾼 약속을 그 전날 다시 알려 드린다",
    "about_no_show": "약속에 오지 않으신 분께 거는 전화다",
    "may_name_agency": "다른 분에게 기관 이름을 말해도 된다",
    "voicemail_ok": "음성사서함에 말을 남겨도 된다",
    "in_person": "창구에서 마주하고 있다",
    "records_calls": "이 창구는 통화를 녹음한다",
    "connected": "담당자에게 연결했다",
    "identity_confirmed": "본인임을 확인했다",
}
"""What a condition may ask for; the desk tells the facts, some are set by a choice."""

FIELDS = frozenset(
    {
        *("rings", "customer_name", "phone", "topic", "assignee", "summary", "due", "safe_contact", "note"),
        *("appointment", "cancel_reason", "visitor_appointment"),
    }
)
"""What a step may ask for: the record's fields by id. The first one asked has the focus."""

OUTCOMES = frozenset(
    {
        *("connected", "deputy", "answered", "callback", "visit_needed", "objection"),
        *("reached", "postponed", "no_answer", "busy", "wrong_number", "someone_else", "voicemail"),
        *("ended_for_abuse", "calmed", "despair"),
    }
)
"""How a step may leave the contact; those of `contacts.Outcome` and `promises.Attempt` bear their names."""

CHANNELS = frozenset({"phone", "visit", "any"})
SOURCES = frozenset({"due_times"})
