package nutshell.why;

/**
 * Why a call was refused.
 *
 * @param kind in one word or two: capability CAP_SYS_ADMIN, seccomp, mode bits
 * @param tested how that was found out; empty where it was not, and is only what may be
 */
public record Cause(String kind, String sentence, String tested, String remedy) {

    /** Whether it was tried out, and not read off the errno. */
    public boolean isTested() {
        return !tested.isEmpty();
    }
}
