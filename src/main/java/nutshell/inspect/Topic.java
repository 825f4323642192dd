package nutshell.inspect;

/** What a finding is about; in the order in which a container is built. */
public enum Topic {
    NAMESPACES("namespaces"),
    USER("user"),
    MOUNTS("mounts"),
    DEVICES("devices"),
    DESCRIPTORS("descriptors"),
    CGROUP("cgroup"),
    CAPABILITIES("capabilities"),
    FILTERS("system calls"),
    LABEL("security module");

    private final String title;

    Topic(String title) {
        this.title = title;
    }

    public String title() {
        return title;
    }
}
