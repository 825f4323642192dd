package nutshell.gate;

import java.time.Clock;
import java.util.Optional;
import nutshell.images.OpenImage;

/** An image that wants to pass, with what else is known of it. */
public record Candidate(
        OpenImage image, Optional<ScanDocument> scan, Optional<DetachedSignature> detached, Clock clock) {}
