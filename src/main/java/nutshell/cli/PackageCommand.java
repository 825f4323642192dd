package nutshell.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import nutshell.distribution.Distribution;
import nutshell.distribution.Release;
import nutshell.refusals.Refusal;
import nutshell.rootfs.Rootfs;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code nutshell package}: archive, Debian package and image, from a checkout; the launcher builds first. */
@Command(
        name = "package",
        description = "Make the archive, the .deb and the image of this program, from its checkout.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example: nutshell package --output /tmp/nutshell"})
final class PackageCommand implements Callable<Integer> {

    @Option(names = "--output", paramLabel = "DIR", description = "where they go; default: target/packages")
    private @Nullable Path output;

    @Option(names = "--json", description = "one JSON document")
    private boolean json;

    @Override
    public Integer call() {
        Path home = Home.directory();
        Path launcher = home.resolve("target/installed-launcher");
        if (!Files.exists(home.resolve("pom.xml")) || !Files.exists(launcher)) {
            throw Refusal.machine(
                    "packages are made of a checkout, and this is none", "in a clone: ./nutshell package");
        }
        Release release = Release.of(home.resolve("target/nutshell.jar"), System.getenv("SOURCE_DATE_EPOCH"));
        Path into = (output == null ? home.resolve("target/packages") : output).toAbsolutePath();
        Distribution distribution = new Distribution(
                home, release, home.resolve("target/packaging"), Rootfs.parse(List.of("busybox"), home));
        List<Distribution.Made> made =
                distribution.into(into, launcher, texts(release), what -> System.err.println("nutshell: " + what));
        if (json) {
            System.out.println(Json.document(document(release, made)));
        } else {
            made.forEach(one -> System.out.printf("%6.1f MB  %s%n", one.bytes() / 1e6, one.file()));
        }
        return 0;
    }

    private static Map<String, Object> document(Release release, List<Distribution.Made> made) {
        return Map.of(
                "schema",
                "nutshell.package/1",
                "version",
                release.version(),
                "files",
                made.stream()
                        .map(one -> Map.of("file", one.file().toString(), "bytes", one.bytes()))
                        .toList());
    }

    /** Written by the program itself, from what it tells of its own commands. */
    private static Map<String, String> texts(Release release) {
        return Map.of(
                "share/man/man1/nutshell.1",
                ManPage.of(NutshellCommand.whole(), release),
                "share/bash-completion/completions/nutshell",
                CompletionScript.bash(),
                "share/zsh/site-functions/_nutshell",
                CompletionScript.zsh());
    }
}
