package nutshell.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Callable;
import nutshell.machine.JobResult;
import nutshell.refusals.Refusal;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code nutshell vm test}: the machine ring of the tests, in a lab machine of its own. */
@Command(
        name = "test",
        description = "Run the tests of the machine ring in a lab machine of their own.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example: nutshell vm test --limit 600"})
final class VmTestCommand implements Callable<Integer> {

    @Mixin
    private final WithOption with = new WithOption();

    @Option(
            names = "--limit",
            paramLabel = "SECONDS",
            defaultValue = "900",
            description = "after which the machine is killed; default: ${DEFAULT-VALUE}")
    private int limit;

    @Option(names = "--reports", paramLabel = "DIR", description = "for what comes back; default: target/lab-reports")
    private @Nullable Path reports;

    @Option(
            names = "--job",
            paramLabel = "NAME",
            defaultValue = "test",
            hidden = true,
            description = "which of vagrant/jobs is run; default: ${DEFAULT-VALUE}")
    private String job = "test";

    @Override
    public Integer call() {
        Path home = Home.directory();
        if (!job.matches("[a-z]+") || !Files.exists(home.resolve("vagrant/jobs").resolve(job))) {
            throw Refusal.usage("there is no such job in vagrant/jobs", "--job test");
        }
        Path place = reports == null ? home.resolve("target/lab-reports") : reports.toAbsolutePath();
        JobResult result = LabMachines.lab().test(with.variant(), job, Duration.ofSeconds(Math.max(1, limit)), place);
        if (!result.passed()) {
            System.err.println(result.log());
        }
        System.out.println("nutshell vm test: " + result.why() + "; reports in " + place);
        return result.passed() ? 0 : Refusal.Kind.FAILED.status();
    }
}
