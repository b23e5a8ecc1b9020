"""The dark and the light theme, with the CSS variables that the stylesheets use."""

from textual.theme import Theme

DARK = Theme(
    name="coach-dark",
    primary="#8cc4ad",
    secondary="#8cc4ad",
    accent="#8cc4ad",
    foreground="#dedbd2",
    background="#15171a",
    surface="#1b1e22",
    panel="#23282c",
    warning="#dcb36a",
    error="#e88b7d",
    success="#8cc4ad",
    dark=True,
    variables={
        "text-muted": "#9b9a94",
        "text-accent": "#a9d8c5",
        "text-warning": "#e6c68b",
        "text-error": "#efa69b",
        "block-cursor-background": "#8cc4ad",
        "block-cursor-foreground": "#15171a",
        "input-cursor-background": "#8cc4ad",
        "border-blurred": "#7c7c77",
    },
)

LIGHT = Theme(
    name="coach-light",
    primary="#1d6b57",
    secondary="#1d6b57",
    accent="#1d6b57",
    foreground="#23272a",
    background="#fbfaf6",
    surface="#f1efe8",
    panel="#e4e2d8",
    warning="#855600",
    error="#a5342a",
    success="#1d6b57",
    dark=False,
    variables={
        "text-muted": "#5d6164",
        "text-accent": "#1d6b57",
        "text-warning": "#7a4f00",
        "text-error": "#a5342a",
        "block-cursor-background": "#1d6b57",
        "block-cursor-foreground": "#fbfaf6",
        "input-cursor-background": "#1d6b57",
        "border-blurred": "#7d8184",
    },
)
