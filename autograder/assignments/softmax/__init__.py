"""The assignment on softmax and cross-entropy: what students aren't given of it."""
