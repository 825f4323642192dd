package nutshell.evidence.kubernetes;

import java.net.URI;
import java.util.Optional;

/**
 * Whom to ask, and who asks; never printed whole.
 *
 * @param authority certificates in PEM of those who vouch for the server; the system's where empty
 */
record ClusterAddress(
        URI server,
        Optional<byte[]> authority,
        Optional<String> token,
        Optional<byte[]> certificate,
        Optional<byte[]> key) {

    @Override
    public String toString() {
        return server.toString();
    }
}
