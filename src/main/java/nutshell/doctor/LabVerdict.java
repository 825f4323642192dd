package nutshell.doctor;

/** Whether this machine can do a lab, and why not; the reason is empty where it can. */
public record LabVerdict(String name, boolean possible, String why) {}
