"""When something was handed in: as a platform or a person wrote it down."""
