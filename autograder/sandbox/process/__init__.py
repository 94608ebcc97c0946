"""The process that runs a student's answers, as the grader sees it: started, asked, bounded."""
