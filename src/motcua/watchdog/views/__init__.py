"""What people see of alarms."""
