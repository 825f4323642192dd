package nutshell.container;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import nutshell.refusals.Printable;
import nutshell.refusals.Refusal;
import nutshell.seccomp.Circumstances;
import nutshell.seccomp.Filter;
import nutshell.seccomp.Profile;

/**
 * A profile: Docker's own by its name, or a file in Docker's JSON format. The file is read with the words, before
 * anything has happened; the rules that count are chosen when it is loaded.
 */
record FilterProfile(String name, Profile profile) implements FilterSource {

    private static final String DOCKER_DEFAULT = "docker-default";
    private static final int MOST_BYTES = 1 << 20;

    static FilterProfile read(Arguments arguments) {
        String name = arguments.next("a file, or docker-default,");
        if (name.equals(DOCKER_DEFAULT)) {
            return new FilterProfile(name, Profile.dockerDefault());
        }
        Path file = Words.path(name).toAbsolutePath().normalize();
        return new FilterProfile(file.toString(), Profile.read(file.toString(), bytes(file)));
    }

    private static byte[] bytes(Path file) {
        if (!Files.isRegularFile(file)) {
            // A FIFO or a terminal would be waited for.
            throw Refusal.failed(
                    Printable.text(file.toString()) + " is no file", "seccomp load docker-default; or FILE in JSON");
        }
        try (InputStream in = Files.newInputStream(file)) {
            return in.readNBytes(MOST_BYTES + 1);
        } catch (IOException e) {
            throw Refusal.failed(
                    Printable.text(file.toString()) + " cannot be read: " + Printable.text(e.getMessage()),
                    "seccomp load docker-default");
        }
    }

    @Override
    public List<String> words() {
        return List.of("load", name);
    }

    @Override
    public Filter filter(Circumstances here) {
        return profile.filter(here);
    }

    @Override
    public List<String> notes() {
        List<String> notes = new ArrayList<>(profile.notes());
        if (!profile.unknownCalls().isEmpty()) {
            notes.add("left out, as no processor has calls of these names: "
                    + Printable.text(String.join(", ", profile.unknownCalls()), 400));
        }
        return notes;
    }
}
