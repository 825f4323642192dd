package nutshell.cli;

import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import nutshell.machine.Lab;
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

    @Option(
            names = "--box",
            paramLabel = "PROVIDER",
            arity = "0..1",
            fallbackValue = "libvirt",
            description = "make a Vagrant box of it too, for libvirt (the default) or virtualbox")
    private @Nullable String box;

    @Option(
            names = "--bundle",
            paramLabel = "FILE",
            description = "pack it into FILE together with this checkout, for a room without network")
    private @Nullable Path bundle;

    @Override
    public Integer call() {
        Lab lab = LabMachines.lab();
        Optional<Path> place = Optional.ofNullable(into);
        if (box != null) {
            lab.checkBox(box);
        }
        System.out.println(lab.build(with.variant(), place, fresh));
        if (box != null) {
            System.out.println(lab.box(with.variant(), place, fresh, box));
        }
        if (bundle != null) {
            System.out.println(lab.bundle(with.variant(), place, bundle));
        }
        return 0;
    }
}
