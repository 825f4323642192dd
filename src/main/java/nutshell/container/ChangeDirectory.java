package nutshell.container;

/** Changes the working directory of the container's thread; see chdir(2). */
public record ChangeDirectory(String directory) implements Step {

    static Step read(Arguments arguments) {
        return new ChangeDirectory(arguments.next("the directory"));
    }

    @Override
    public String line() {
        return Words.join(java.util.List.of("chdir", directory));
    }

    @Override
    public void apply(Site site) {
        site.kernel().chdir(directory);
    }

    @Override
    public void describe(Bundle bundle) {
        bundle.workingDirectory(directory);
    }

    @Override
    public void describe(Script script) {
        script.inside("", "cd " + Words.join(java.util.List.of(directory)));
    }
}
