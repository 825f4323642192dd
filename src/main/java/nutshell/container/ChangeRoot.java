package nutshell.container;

import java.util.Optional;

/**
 * Changes where paths begin, and nothing else; see chroot(2). With a directory it is that one call, and the working
 * directory stays outside; without one it takes the prepared root and steps into it.
 */
public record ChangeRoot(Optional<String> directory) implements Step {

    static Step read(Arguments arguments) {
        return new ChangeRoot(arguments.isEmpty() ? Optional.empty() : Optional.of(arguments.next("the directory")));
    }

    @Override
    public String line() {
        return directory.map(d -> Words.join(java.util.List.of("chroot", d))).orElse("chroot");
    }

    @Override
    public void apply(Site site) {
        if (directory.isPresent()) {
            site.kernel().chroot(directory.get());
        } else {
            site.kernel().chroot(site.root().directory("chroot").toString());
            site.kernel().chdir("/");
        }
        site.root().entered();
    }

    @Override
    public void describe(Bundle bundle) {
        bundle.ownRoot();
    }

    @Override
    public void describe(Script script) {
        script.chroot(directory);
    }
}
