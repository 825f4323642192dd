package nutshell.why;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;
import jnr.constants.platform.Errno;

/** Capabilities of a user namespace hold over files of mapped owners only; see capabilities(7) and user_namespaces(7). */
final class UnmappedOwnerSuspect implements Suspect {

    @Override
    public Optional<Cause> examine(Investigation.Case one) {
        Errno errno = one.call().errno();
        boolean suspected = (errno == Errno.EPERM || errno == Errno.EACCES)
                && !one.subject().users().isIdentity()
                && one.call().path().isPresent();
        if (!suspected || !one.isRefusedStill(one.replica().lendable())) {
            return Optional.empty();
        }
        return owner(one.subject().seenFromHere(one.call().path().orElseThrow())).stream()
                .mapToObj(owner -> owner)
                .filter(owner -> Replica.inside(owner, one.subject().users()).isEmpty())
                .findFirst()
                .map(owner -> new Cause(
                        "owner without a map",
                        "the file belongs to user %d of the host, who has no map in this user namespace: over such files"
                                        .formatted(owner)
                                + " its root has no power",
                        "with every capability its user namespace has, a process like it is refused too",
                        "give the file to a mapped user outside; explain user"));
    }

    /** Of the file, or of the nearest directory above it that is there. */
    private static OptionalLong owner(Path file) {
        for (Path at = file; at != null; at = at.getParent()) {
            try {
                Object uid = Files.getAttribute(at, "unix:uid", LinkOption.NOFOLLOW_LINKS);
                return uid instanceof Integer number ? OptionalLong.of(number) : OptionalLong.empty();
            } catch (IOException e) {
                // Not there, or not to be seen: one further up.
            }
        }
        return OptionalLong.empty();
    }
}
