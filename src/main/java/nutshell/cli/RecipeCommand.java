package nutshell.cli;

import java.nio.file.Path;
import nutshell.capture.CapturedRecipe;
import nutshell.evidence.Subject;
import nutshell.inspect.Inspected;
import nutshell.refusals.Printable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nutshell recipe}: the recipes that come with the program, and their other forms. */
@Command(
        name = "recipe",
        description = "List, show, export and capture recipes.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "list|show|export|capture",
        footer = {"", "Example: nutshell recipe export isolated --as oci /tmp/bundle"})
final class RecipeCommand {

    @Command(
            name = "list",
            description = "List the recipes.",
            mixinStandardHelpOptions = true,
            footer = {"", "Example: nutshell recipe list"})
    int list(@Option(names = "--json", description = "one JSON document") boolean json) {
        if (json) {
            var document = Json.schema("nutshell.recipes/1");
            document.put(
                    "recipes",
                    Recipes.names().stream()
                            .map(name -> java.util.Map.of("name", name, "about", Recipes.about(name)))
                            .toList());
            System.out.println(Json.document(document));
            return 0;
        }
        Recipes.names().forEach(name -> System.out.printf("%-14s %s%n", name, Printable.text(Recipes.about(name))));
        return 0;
    }

    @Command(
            name = "show",
            description = "Print a recipe.",
            mixinStandardHelpOptions = true,
            footer = {"", "Example: nutshell recipe show isolated"})
    int show(@Parameters(paramLabel = "NAME", description = "a recipe of recipe list, or a file") String name) {
        Recipes.lines(name).forEach(line -> System.out.println(Printable.text(line)));
        return 0;
    }

    @Command(
            name = "export",
            description = "Write a recipe as an OCI bundle or a shell script.",
            mixinStandardHelpOptions = true,
            footer = {"", "Example: nutshell recipe export isolated --as oci /tmp/bundle"})
    int export(
            @Parameters(paramLabel = "NAME", description = "a recipe of recipe list, or a file") String name,
            @Option(names = "--as", paramLabel = "oci|sh", required = true, description = "the form") String form,
            @Parameters(paramLabel = "DIR", description = "made by this command") Path directory) {
        System.err.println(Export.as(form, Recipes.find(name), directory));
        return 0;
    }

    @Command(
            name = "capture",
            description = "Write a recipe that has a real container's namespaces, limits, mounts, user and privileges.",
            mixinStandardHelpOptions = true,
            footer = {"", "Example: nutshell recipe capture docker:web -o web.nut"})
    int capture(
            @Parameters(paramLabel = "docker:NAME|podman:NAME|PID", description = "whom to look at") String subject,
            @Option(
                            names = {"-o", "--output"},
                            paramLabel = "FILE",
                            description = "default: standard output")
                    @Nullable Path output) {
        String text = CapturedRecipe.of(Inspected.look(Subject.parse(subject)));
        if (output == null) {
            System.out.print(text);
        } else {
            TextFiles.write(output, text);
            System.err.println("written to " + Printable.text(output.toString()));
        }
        return 0;
    }
}
