package nutshell.cli;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The option that asks for another than the ordinary image of the lab machine. */
final class WithOption {

    @Option(names = "--with", paramLabel = "docker", description = "take the larger image, which has Docker too")
    private @Nullable String variant;

    /** Empty where nobody asked: then whichever machine is up will do. */
    Optional<String> asked() {
        return Optional.ofNullable(variant);
    }

    String variant() {
        return asked().orElse(nutshell.machine.Lab.ORDINARY);
    }
}
