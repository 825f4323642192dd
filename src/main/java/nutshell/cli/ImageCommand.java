package nutshell.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import nutshell.container.Places;
import nutshell.images.Anatomy;
import nutshell.images.Differences;
import nutshell.images.Images;
import nutshell.images.OpenImage;
import nutshell.images.secrets.Secret;
import nutshell.images.secrets.SecretSearch;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nutshell image}: what lies in an image, layer by layer. */
@Command(
        name = "image",
        description = "Look into an image, layer by layer, and at what a later layer does not take away. Reading only.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "show|files|secrets|diff",
        footer = {"", "Example: nutshell image show docker:debian:12"})
public final class ImageCommand {

    private static final String IMAGE = "IMAGE";
    private static final String WHICH =
            "a layout's directory, an archive, oci:PATH[:TAG], docker:NAME, podman:NAME, or lab:NAME";
    private static final String JSON = "one JSON document";

    static OpenImage open(String reference) {
        return new Images(Places.ofThisUser().cache(), Path.of("")).open(LabFiles.image(reference));
    }

    private static ImagePage page() {
        return new ImagePage(Colors.forTerminal(TextFiles.isTerminal(1)), 80);
    }

    @Spec
    private @Nullable CommandSpec spec;

    private PrintWriter out() {
        return java.util.Objects.requireNonNull(spec).commandLine().getOut();
    }

    private void print(List<String> lines) {
        lines.forEach(out()::println);
        out().flush();
    }

    @Command(
            name = "show",
            description = "What each layer adds, changes and removes, what is left behind, and what lifts privileges.",
            mixinStandardHelpOptions = true,
            footer = {"", "Example: nutshell image show image.tar"})
    int show(
            @Parameters(paramLabel = IMAGE, description = WHICH) String reference,
            @Option(names = "--json", description = JSON) boolean json) {
        try (OpenImage image = open(reference)) {
            Anatomy anatomy = Anatomy.of(image);
            print(json ? List.of(Json.document(ImageJson.of(image, anatomy))) : page().show(image, anatomy));
        }
        return 0;
    }

    @Command(
            name = "files",
            description = "Every file of every layer, the uppermost first, and what became of it.",
            mixinStandardHelpOptions = true,
            footer = {"", "Example: nutshell image files oci:layout"})
    int files(
            @Parameters(paramLabel = IMAGE, description = WHICH) String reference,
            @Option(names = "--json", description = JSON) boolean json) {
        try (OpenImage image = open(reference)) {
            if (json) {
                ImageJson.files(image, out());
            } else {
                image.fates((entry, fate, contents) -> out().println(ImagePage.file(entry, fate)));
            }
            out().flush();
        }
        return 0;
    }

    @Command(
            name = "secrets",
            description = "Secrets in every layer and in the configuration: what and where, never their values.",
            mixinStandardHelpOptions = true,
            footer = {"", "Example: nutshell image secrets podman:web"})
    int secrets(
            @Parameters(paramLabel = IMAGE, description = WHICH) String reference,
            @Option(names = "--json", description = JSON) boolean json) {
        try (OpenImage image = open(reference)) {
            List<Secret> secrets = SecretSearch.in(image);
            print(json ? List.of(Json.document(ImageJson.of(image, secrets))) : page().secrets(image, secrets));
        }
        return 0;
    }

    @Command(
            name = "diff",
            description = "What is different in a second image: files as they look in the end, and settings.",
            mixinStandardHelpOptions = true,
            footer = {"", "Example: nutshell image diff docker:web:1 docker:web:2"})
    int diff(
            @Parameters(paramLabel = IMAGE, description = WHICH) String reference,
            @Parameters(paramLabel = "IMAGE2", description = "the other one") String second,
            @Option(names = "--json", description = JSON) boolean json) {
        try (OpenImage image = open(reference);
                OpenImage other = open(second)) {
            Differences differences = Differences.of(image, other);
            print(
                    json
                            ? List.of(Json.document(ImageJson.of(image, other, differences)))
                            : page().diff(image, other, differences));
        }
        return 0;
    }
}
