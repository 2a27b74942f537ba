"""What a message to somebody who waits says: never a name, never a matter. Pure."""


def near(centre: str, code: str, ahead: int) -> str:
    """Few are ahead."""
    told = f"前面还有{ahead}位" if ahead else "前面没有人了"
    return f"【{centre}】{code} 号{told}，请到大厅等候。"


def called(centre: str, code: str, window: int) -> str:
    """The number is called to a window."""
    return f"【{centre}】{code} 号请到{window}号窗口。"
