package nutshell.seccomp;

import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The first two numbers of a kernel's version; the rest says nothing of what system calls it has. */
public record KernelVersion(int kernel, int major) implements Comparable<KernelVersion> {

    private static final Pattern RELEASE = Pattern.compile("([0-9]{1,3})\\.([0-9]{1,3})([^0-9].*)?");

    /** Reads {@code 6.12} as well as what uname(2) calls the release, {@code 6.12.30-amd64}. */
    public static Optional<KernelVersion> of(String release) {
        Matcher matcher = RELEASE.matcher(release);
        return matcher.matches()
                ? Optional.of(new KernelVersion(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2))))
                : Optional.empty();
    }

    @Override
    public int compareTo(KernelVersion other) {
        return Comparator.comparingInt(KernelVersion::kernel)
                .thenComparingInt(KernelVersion::major)
                .compare(this, other);
    }

    @Override
    public String toString() {
        return kernel + "." + major;
    }
}
