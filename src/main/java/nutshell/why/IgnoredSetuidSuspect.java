package nutshell.why;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import jnr.constants.platform.Errno;
import nutshell.capabilities.CapabilitySet;

/** Under no_new_privs, or on a nosuid mount, execve(2) does not give a set-user-ID program its owner's id. */
final class IgnoredSetuidSuspect implements Suspect {

    private static final Set<Errno> REFUSALS = EnumSet.of(Errno.EPERM, Errno.EACCES);
    private static final int S_ISUID = 04000;

    @Override
    public Optional<Cause> examine(Investigation.Case one) {
        boolean suspected = REFUSALS.contains(one.call().errno())
                && one.subject()
                        .program()
                        .filter(program -> isIgnored(program, one))
                        .isPresent();
        boolean powerMissing = suspected
                && one.isRefusedStill(CapabilitySet.EMPTY)
                && !one.isRefusedStill(one.replica().lendable());
        if (!powerMissing) {
            return Optional.empty();
        }
        boolean noNewPrivs = one.subject().number("NoNewPrivs") == 1;
        String why = noNewPrivs ? "no_new_privs was set before it was started" : "it lies on a mount with nosuid";
        return Optional.of(new Cause(
                noNewPrivs ? "no_new_privs" : "nosuid",
                "the program is set-user-ID, but " + why + ", so execve gave it nothing",
                "with what the bit would have given it, the same call is granted to a process like it",
                "nothing to mend if that was meant; explain no_new_privs"));
    }

    private static boolean isIgnored(Path program, Investigation.Case one) {
        try {
            Map<String, Object> is = Files.readAttributes(program, "unix:uid,mode");
            long owner = is.get("uid") instanceof Integer uid ? uid : -1;
            return is.get("mode") instanceof Integer mode
                    && (mode & S_ISUID) != 0
                    && one.subject().ids("Uid")[1] != owner;
        } catch (IOException e) {
            return false;
        }
    }
}
