from matching.models.embedding import Embedding
from matching.models.feedback import Exposure, Feedback
from matching.models.match import Match
from matching.models.measurement import Measurement
from matching.models.state import AchievementState, DemandState, Epoch, WorkerHeartbeat

__all__ = [
    "AchievementState",
    "DemandState",
    "Embedding",
    "Epoch",
    "Exposure",
    "Feedback",
    "Match",
    "Measurement",
    "WorkerHeartbeat",
]
