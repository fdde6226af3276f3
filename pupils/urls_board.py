"""Where the board's business with suspensions of pupils lives, and what follows a suspension."""

from django.urls import path

from pupils.views import after, board

ONE = "cases/<str:reference>/pupil-suspensions/<int:pk>/"
BOARD = "board/<str:reference>/<int:pk>/"
MEETING = f"{BOARD}meeting/<int:meeting_pk>/"
urlpatterns = [
    path("board/", board.index, name="board"),
    path(BOARD, board.one, name="board_one"),
    path(f"{BOARD}said/", board.said, name="board_said"),
    path(f"{BOARD}meeting/", board.meeting, name="board_meeting"),
    path(f"{MEETING}papers/", board.papers, name="board_papers"),
    path(f"{MEETING}begin/", board.begin, name="board_begin"),
    path(f"{MEETING}off/", board.call_off, name="board_off"),
    path(f"{BOARD}outcome/", board.outcome, name="board_outcome"),
    path(f"{BOARD}outcome/<int:outcome_pk>/take-back/", board.take_back, name="board_back"),
    path(f"{ONE}to-board/", after.to_board, name="to_board"),
    path(f"{ONE}work/", after.work, name="work"),
    path(f"{ONE}day-six/", after.day_six, name="day_six"),
    path(f"{ONE}return/", after.reintegration, name="reintegration"),
    path(f"{ONE}advice/", after.advise, name="advise"),
    path(f"{ONE}advice/answer/", after.answer, name="answer"),
]
