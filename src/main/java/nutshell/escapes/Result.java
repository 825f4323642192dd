package nutshell.escapes;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import nutshell.kernel.SyscallEvent;

/**
 * What came of one escape under some defences, as the kernel had it.
 *
 * @param lines the recipe that was carried out
 * @param why what there is to say where nothing escaped and nothing was refused, or nothing could be tried
 * @param still what was left to the attacker even so
 */
public record Result(
        String escape,
        List<String> defences,
        Outcome outcome,
        Optional<Proof> proof,
        Optional<SyscallEvent> stoppedBy,
        Optional<String> why,
        List<String> lines,
        List<Way> ways,
        List<String> still) {

    /** How it ended. */
    public enum Outcome {
        ESCAPED,
        CONTAINED,
        /** Not possible on this machine. */
        UNAVAILABLE;

        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /**
     * What was found on the host afterwards.
     *
     * @param nonce what only the host's root could read
     * @param read whether the attacker could say it, or have it copied
     * @param file where a file was to be left
     * @param owner who owns it on the host; empty if there is none
     */
    public record Proof(String nonce, boolean read, String file, OptionalLong owner) {

        boolean holds() {
            return read || (owner.isPresent() && owner.getAsLong() == 0);
        }
    }

    /**
     * One way that was tried.
     *
     * @param calls what the attacker's process called, a refused one last
     * @param notes by the number of the call they stand beside
     * @param refused the call that ended it
     */
    public record Way(List<SyscallEvent> calls, Map<Integer, String> notes, Optional<SyscallEvent> refused) {}

    static Result unavailable(String escape, List<String> defences, String why) {
        return new Result(
                escape,
                defences,
                Outcome.UNAVAILABLE,
                Optional.empty(),
                Optional.empty(),
                Optional.of(why),
                List.of(),
                List.of(),
                List.of());
    }
}
