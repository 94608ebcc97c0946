"""The assignment on the SVM loss: what students aren't given of it."""
