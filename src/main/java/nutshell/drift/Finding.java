package nutshell.drift;

/**
 * A program that has come since.
 *
 * @param path seen from the container's root
 * @param by the name of the process that began it, as itself has it; it may call itself what it likes
 * @param pid its number on the host, the first time
 * @param denied whether it was kept from running
 * @param times how often this was seen
 */
public record Finding(String path, Verdict verdict, String by, int pid, boolean denied, long times) {

    Finding again() {
        return new Finding(path, verdict, by, pid, denied, times + 1);
    }
}
