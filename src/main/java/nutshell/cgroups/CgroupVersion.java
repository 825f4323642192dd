package nutshell.cgroups;

/** Which of the two interfaces limits processes on a machine. */
public enum CgroupVersion {
    /** One hierarchy for each controller. */
    V1,
    /** One hierarchy for all controllers. */
    V2,
    /** Both are mounted, and the controllers are with the first. */
    HYBRID;

    /** Tells whether limits are written to v1's files: on a hybrid machine v2's hierarchy only names processes. */
    public boolean usesV1() {
        return this != V2;
    }
}
