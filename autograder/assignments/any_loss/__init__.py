"""What the losses of linear scores have in common: the SVM's and softmax's."""
