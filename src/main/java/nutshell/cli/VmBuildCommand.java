package nutshell.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code nutshell vm build}: the image, from Debian's packages. */
@Command(
        name = "build",
        description = "Build the lab machine's image from Debian's packages, into the cache.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example: nutshell vm build --into /tmp/images"})
final class VmBuildCommand implements Callable<Integer> {

    @Mixin
    private final WithOption with = new WithOption();

    @Option(names = "--into", paramLabel = "DIR", description = "into this directory in place of the cache")
    private @Nullable Path into;

    @Option(names = "--fresh", description = "even if it is there already")
    private boolean fresh;

    @Override
    public Integer call() {
        Path image = LabMachines.lab().build(with.variant(), Optional.ofNullable(into), fresh);
        System.out.println(image);
        return 0;
    }
}
