package nutshell.container;

import java.util.List;
import java.util.Optional;

/** Changes the working directory, to the prepared root if none is named; see chdir(2). */
public record ChangeDirectory(Optional<String> directory) implements Step {

    static Step read(Arguments arguments) {
        return new ChangeDirectory(
                arguments.isEmpty() ? Optional.empty() : Optional.of(arguments.next("the directory")));
    }

    @Override
    public String line() {
        return directory.map(d -> Words.join(List.of("chdir", d))).orElse("chdir");
    }

    @Override
    public void apply(Site site) {
        site.kernel()
                .chdir(directory.orElseGet(() -> site.root().directory("chdir").toString()));
    }

    @Override
    public void describe(Bundle bundle) {
        directory.ifPresent(bundle.process()::changeDirectory);
    }

    @Override
    public void describe(Script script) {
        script.inside("", "cd " + directory.map(d -> Words.join(List.of(d))).orElse("\"$root\""));
    }
}
