package nutshell.cli;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import nutshell.vulnerabilities.Severity;
import org.jspecify.annotations.Nullable;

/** What a scan has to say, to a person or to a script. */
interface Told {

    List<String> lines(Paint paint, int width);

    Map<String, @Nullable Object> json();

    /** The worst that something must be done about. */
    Optional<Severity> worst();
}
