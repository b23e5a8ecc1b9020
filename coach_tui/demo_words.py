"""The words, numbers and ratings of the demo; `demo_story.py` says when they are written."""

FIRST = {
    "led-here": "My boss suggested it. I said yes, because nothing else has helped.",
    "course-reply": "There isn't one. I bring my own mess and get asked about it.",
    "worth": "A tenant says when a repair is done",
    "rhythm": "Every second week, an hour, on Wednesdays",
    "judge-on": "{judge}",
    "between-us": "Everything that's said here, mistakes above all",
    "exceptions": "Harm to somebody, and the law",
    "may-talk": "Mara talks to whoever she likes about the issue; Ines to nobody about Mara",
    "sponsor": "hears",
    "sponsor-sees": "The issue and what came of it, once Mara has read it",
    "safe": "7",
}
BRIEF = {
    "safe": "fine",
    "glad": "To know which end to start from.",
    "going-on": "A repair is promised in 5 days and takes 19. We close it when the van drives off.",
    "own-part": "I read out the figures every Monday, and everybody looks at the floor.",
    "tried": "More vans, other planners, a new order of jobs.",
    "brief": "text: Repairs take 19 days\n"
    "why: The promise is 5, and it is in writing\n"
    "owner: Mara\n"
    "sponsor: The head of housing\n"
    "better: Under 10 days until the tenant says it works\n"
    "until: {until}",
    "pattern": "hand-over, two targets that pull apart",
    "learning-aim": "I ask before I tell on Mondays",
    "sort": "problem",
    "who-knows": "The planners",
    "who-cares": "The estate manager",
    "who-can": "The head of repairs",
    "decided": "frame",
    "decided-by": "The board: the budget and the number of vans",
    "narrow": "What happens between the call and the first visit?",
    "may-share": "some",
    "who-hears": "Figures to anybody; names to nobody outside the department",
    "verdict": "open",
    "first-question": "Where do the 19 days go?",
    "first-step": "Ask for the list of one week's repairs\nby: {plan}",
    "see-now": "I don't know when a repair ends.",
    "hurried": "The board's part. I took the budget as given, too.",
}
LOG = {
    "entry": "happened: Nobody spoke when I read out the figures, and I went on reading\n"
    "meaning: They have heard it every Monday for a year\n"
    "conclusion: A figure that is read out closes the room\n"
    "next: One question before the figures, and wait",
    "changed": "I fill the silence because it frightens me.",
    "kind-of-thing": "reading out",
}
SUPERVISION = {
    "moment": "She asked what I would do, and I told her about the vans.",
    "in-common": "I help when she has just been brave.",
    "did": "She said the belief out loud. I nodded, then I gave advice.",
    "my-share": "45",
    "told": "About changing one thing only",
    "ask-today": "What would you change, if you could change one thing?",
    "walk-round": "That her boss sent her",
    "carry": "The board's impatience",
    "otherwise": "Count to ten after she has said something new",
    "bring": "Why do I rescue clever people?",
}
CLOSED: tuple[tuple[str, dict[str, str]], ...] = (
    ("When does a tenant", {"answer": "When it works and nobody has to come again",
     "said_by": "three tenants", "mark": "told"}),
    ("Who set the 5-day", {"answer": "A director who left four years ago",
     "said_by": "the board's secretary", "mark": "told"}),
)  # fmt: skip
"""Questions by their first words, with what was found out."""
BELIEFS = {
    "hope": "One thing I could find out, instead of another plan.",
    "stuck-before": "8",
    "happening": "A repair is promised in 5 days and takes 19. I have moved planners, vans and "
    "the order of jobs, and every month the figure comes back.",
    "not-known": "Who set the 5-day promise?\nWhen does a tenant call a repair finished?\n"
    "Why do we find nobody at home?",
    "assumptions": "Tenants would say no if we asked them to be in\n"
    "A repair is done when the trade has closed it\n"
    "If I let a planner decide without me, it comes back as a complaint",
    "heaviest": "A repair is done when the trade has closed it, whatever the tenant says",
    "sure-before": "85",
    "evidence-for": "The report counts it that way, and nobody has asked me about it.",
    "evidence-against": "Seven of the twelve jobs I looked at were reopened within a week.",
    "other-view": "What would the call centre say is the commonest second call?",
    "sure-after": "55",
    "shifted": "We count visits. The promise counts days until it works.",
    "as-question": "How many repairs are still not working when we call them done?",
    "route": "ask",
    "next-action": "Ask three tenants when they would call a repair done\nby: {ask}",
    "second-loop": "We would report days until the tenant says it works.",
    "stuck-after": "5",
    "take-away": "I have been speeding up the wrong clock.",
    "for-the-coach": "Slower at the two columns.",
    "own-questions": "I asked about the vans because I wanted to know, not because it helped.",
}
PREFERENCES = {
    "recognise": "I start, and I start again. Looking back is what I skip.",
    "job-rewards": "Being seen to act within the hour",
    "left-out": "Looking back, every time a week gets short",
    "stretch": "Sit with the planners for one morning and only take notes\nby: {sit}",
}
TRIAL = {
    "since-then": "I sat with the planners. Half of the visits find nobody at home.",
    "want-to-know": "What happens when the tenant chooses the hour?",
    "belief": "Tenants would say no if we asked them to be in",
    "belief-sure": "70",
    "less-sure": "More than half of those asked choose an hour and are in.",
    "as-is": "4 of 10 first visits find nobody at home.",
    "as-is-source": "observed",
    "card": "text: The tenant chooses the hour\n"
    "action: One planner rings first and lets the tenant choose the hour\n"
    "where: One estate, every new repair, for two weeks\n"
    "prediction: The days until it works fall to 12 or fewer\n"
    "chance: 60\n"
    "measure: Days from report until the tenant says it works\n"
    "unit: days\n"
    "comparison: The 19.2 days of the six weeks before\n"
    "constant: Same trades, same vans\n"
    "limit: Two hours of one planner a day\n"
    "stop: Two complaints in one day that nobody rang\n"
    "reversible: Yes, at once: the old list is still there\n"
    "consent: The planner, the estate manager\n"
    "notice: The call centre; I tell them on Monday\n"
    "review: {review}",
    "not-all-right": "Would the head of repairs mind one estate being different?",
    "say-first": "Tell the head of repairs before it starts\nby: {tell}",
    "go-wrong": "The planner is ill and nobody rings.",
    "ready": "8",
    "first-step": "Ask the planner on Thursday\nby: {first}",
    "tell": "The estate manager",
    "learned": "A prediction with a number is harder to write than a plan.",
}
LOOKED_BACK = {
    "arriving": "Curious, and a bit proud.",
    "which": "The tenant chooses the hour",
    "expected": "12 days or fewer, 60 % sure.",
    "happened": "13.5 days on that estate; 19 elsewhere. 31 of 36 were in.",
    "source": "observed",
    "surprised": "Nobody said no. Two asked why we had never rung before.",
    "belief": "Tenants would say no if we asked them to be in",
    "belief-sure": "10",
    "loop": "double",
    "rule-before": "The planner fills the day; the tenant fits in.",
    "rule-now": "The tenant chooses the hour; the planner fills the rest.",
    "insight": "The promise was about our day, not about theirs.",
    "decision": "adapt",
    "alter": "Two estates, and the call centre rings instead of the planner.",
    "next-action": "Agree with the call centre who rings\nby: {ring}",
    "next-question": "What part of the 13.5 days is waiting for parts?",
    "who-else": "The team that lets empty flats",
    "safe": "9",
    "remember": "It was not the tenants who said no.",
}
BEFORE = (18.9, 18.2, 19.2, 18.6, 18.4, 19.5, 24.1, 18.7, 18.2, 19.0, 18.6, 18.9)
SINCE = (14.6, 13.1, 13.9, 12.8, 13.6, 13.0, 13.5)
"""Days until a repair works, as half-weekly means: `BEFORE` the trial, and `SINCE` it began."""
AWAY = "Two trades away"
BEGAN = 46
REVIEW = {
    "text": "The promise was about our day, not about theirs.",
    "happened": "13.5 days on that estate; 19 elsewhere. 31 of 36 were in.",
    "surprised": "Nobody said no. Two asked why we had never rung before.",
    "saw": "I sat beside the planner for one morning and heard eleven calls.",
    "mark": "observed",
    "decision": "adapt",
    "loop": "double",
    "rule_before": "The planner fills the day; the tenant fits in.",
    "rule_now": "The tenant names the hour; the day is planned around it.",
    "evidence": "31 of 36 were in, against 6 of 10 before.",
}
NEXT = {
    "action": "The call centre rings first, on two estates",
    "prediction": "First visits that find nobody at home fall to 1 of 10",
    "measure": "First visits that find nobody at home, of ten",
    "limit": "One hour of one caller a day",
    "reversible": "Yes, the planner can take it back any day",
    "notice": "The planners, who lose the calls",
}
SHADOW = {
    "action": "A planner rides along with a trade for a day",
    "prediction": "Two of three planners change the order of a day afterwards",
    "chance": 70,
    "measure": "Planners who change the order of a day",
    "limit": "Three days in all",
    "stop": "A trade asks for it to end",
    "reversible": "Yes",
    "consent": "The trades, each for themselves",
    "notice": "Everybody in the yard",
}
GOALS: tuple[tuple[dict[str, object], tuple[int, int], tuple[int, int]], ...] = (
    (
        {
            "text": "A tenant says when a repair is done",
            "expected": "On one estate, for every new repair",
            "much_less": "Nobody asks a tenant",
            "less": "Some planners ask, when there is time",
            "more": "On two estates, and the report says so",
            "much_more": "Everywhere, and the promise is worded so",
            "weight": 3,
        },
        (-2, -2),
        (0, 1),
    ),
    (
        {
            "text": "I ask before I tell on Mondays",
            "expected": "One open question before the figures, most weeks",
            "much_less": "I read out the figures",
            "less": "I ask, and answer it myself",
            "more": "The planners bring the question",
            "weight": 2,
        },
        (-1, -2),
        (1, 0),
    ),
)
"""Each goal with two ratings, (learner, coach): in the second week, and at the end."""
WORTH: tuple[dict[str, object], ...] = (
    {"text": "I say “I don't know” out loud in the Monday meeting", "party": "learner",
     "evidence": "Three Mondays running", "said_by": "a planner", "mark": "told"},
    {"text": "Fewer second visits on one estate", "party": "organisation", "amount": 5940,
     "evidence": "11 hours a week for six weeks", "said_by": "Mara", "mark": "observed"},
    {"text": "The planner's two hours a day, and our own", "party": "organisation",
     "side": "cost", "amount": 2200, "evidence": "The planner's timesheet", "mark": "observed"},
    {"text": "Planners and tenants talk to each other again", "party": "organisation",
     "evidence": "31 of 36 calls were answered", "said_by": "the estate manager", "mark": "told"},
)  # fmt: skip
CHECKS: dict[str, tuple[tuple[int, ...], tuple[int, ...]]] = {
    "challenge-assumptions": ((8, 7, 8, 4, 7), (7, 8, 7, 6, 8)),
    "plan-experiment": ((8, 9, 8, 6, 8), (8, 8, 7, 7, 8)),
    "review-experiment": ((9, 9, 8, 8, 9), (8, 9, 9, 7, 9)),
}
"""By deck, the learner's and the coach's check-out: heard, focus, manner, open, worth."""
