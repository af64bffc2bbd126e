from demands.models.demand import Demand
from demands.models.parts import DemandExclusion, DemandIndicator

__all__ = ["Demand", "DemandExclusion", "DemandIndicator"]
