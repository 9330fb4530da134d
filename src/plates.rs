//! What this bar and these plates can make. Knows nothing of percentages.
