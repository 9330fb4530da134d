//! Plan → findings. Shares types and protocol with the planner, and no logic.
