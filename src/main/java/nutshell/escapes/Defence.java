package nutshell.escapes;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import nutshell.refusals.Nearest;
import nutshell.refusals.Printable;
import nutshell.refusals.Refusal;

/** What can be put between someone inside and the host: lines of a recipe, or one line less. */
@SuppressWarnings("ImmutableEnumChecker") // the builders are methods
public enum Defence {
    USER_NAMESPACE("root inside is nobody outside", Blueprint::userNamespace),
    DEFAULT_CAPABILITIES("the fourteen capabilities that Docker leaves", Blueprint::keepDockersCapabilities),
    NO_CAPABILITIES("root without any of root's power", Blueprint::dropCapabilities),
    DEFAULT_SECCOMP("Docker's filter of system calls", Blueprint::filter),
    NO_NEW_PRIVS("execve adds no power", Blueprint::noNewPrivileges),
    PIVOT_ROOT("the old root is let go, in place of chroot", Blueprint::pivot),
    READ_ONLY_MOUNTS("what is mounted, and the root, can only be read", Blueprint::readOnly),
    MASKED_PATHS("what Docker closes or makes read-only in /proc", Blueprint::mask),
    DEVICE_CGROUP("a control group that allows a few harmless devices", Blueprint::ruleDevices),
    CLOSED_DESCRIPTORS("no descriptor but the first three", Blueprint::closeDescriptors),
    OWN_NAMESPACES("no namespace is the host's but user and time", Blueprint::ownNamespaces),
    PRIVATE_PROPAGATION("mounts spread neither in nor out", Blueprint::keepMountsPrivate),
    NO_MOUNT("nothing of the host is mounted", Blueprint::mountNothing),
    LANDLOCK("only /tmp may be touched, says landlock(7)", Blueprint::restrictFiles),
    APPARMOR("a profile in the manner of Docker's", Blueprint::confine);

    private final String about;
    private final Consumer<Blueprint> change;

    Defence(String about, Consumer<Blueprint> change) {
        this.about = about;
        this.change = change;
    }

    /** What it is called in options and documents: {@code user-namespace}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public String about() {
        return about;
    }

    void applyTo(Blueprint blueprint) {
        change.accept(blueprint);
    }

    public static List<String> words() {
        return Arrays.stream(values()).map(Defence::word).toList();
    }

    public static Defence of(String word) {
        return Arrays.stream(values())
                .filter(defence -> defence.word().equals(word))
                .findFirst()
                .orElseThrow(() -> {
                    List<String> nearest = Nearest.to(word, words());
                    return Refusal.usage(
                            "there is no defence '" + Printable.text(word, 80) + "'",
                            "escape run host-mount --with "
                                    + (nearest.isEmpty() ? "user-namespace" : String.join(" or ", nearest)));
                });
    }
}
