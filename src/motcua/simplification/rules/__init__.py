"""Rules of the review: what following a procedure costs, who may propose and accept, which way a proposal goes."""
