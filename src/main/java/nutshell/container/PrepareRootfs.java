package nutshell.container;

import java.nio.file.Path;
import nutshell.refusals.Refusal;
import nutshell.rootfs.Directory;
import nutshell.rootfs.Rootfs;

/** Prepares a directory that can become the container's root; nothing changes for anyone yet. */
public record PrepareRootfs(Rootfs source) implements Step {

    static Step read(Arguments arguments) {
        if (arguments.isEmpty()) {
            throw arguments.wrong("what kind is missing");
        }
        return new PrepareRootfs(Rootfs.parse(arguments.rest(), Path.of("").toAbsolutePath()));
    }

    @Override
    public String line() {
        return "rootfs " + source.words();
    }

    @Override
    public void apply(Site site) {
        if (site.root().isEntered() || site.root().lower().isPresent()) {
            throw Refusal.usage(
                    "'" + site.name() + "' stands on its root already, and a tree in use is not replaced",
                    "undo back to before it, reset, or container NAME for another one");
        }
        boolean onlyLookedAt = source instanceof Directory;
        if (onlyLookedAt && site.stillOutside()) {
            site.root().prepare(source);
        } else {
            // On the host's thread: what is made there must not be made in a namespace, nor by a thread born in one.
            site.host().run(kernel -> site.root().prepare(source));
        }
    }

    @Override
    public void describe(Bundle bundle) {
        bundle.rootfs(source);
    }

    @Override
    public void describe(Script script) {
        script.rootfs(source);
    }
}
