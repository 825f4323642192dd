package nutshell.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import nutshell.container.Child;
import nutshell.container.Container;
import nutshell.container.PrepareRootfs;
import nutshell.container.Session;
import nutshell.container.Step;
import nutshell.container.Words;
import nutshell.kernel.SyscallFailed;
import nutshell.kernel.WaitStatus;
import nutshell.refusals.Refusal;
import nutshell.rootfs.Rootfs;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code nutshell run}: a container from a recipe, one program in it, and its exit status as ours. */
@Command(
        name = "run",
        description = "Build a container from a recipe and run CMD in it.",
        mixinStandardHelpOptions = true,
        footer = {"", "Example: nutshell run --recipe isolated -- sh -c 'hostname; ps'"})
final class RunCommand implements Callable<Integer> {

    /** What docker(1) and chroot(1) give where they failed before the program started. */
    private static final int FAILED_BEFORE = 125;

    @Option(
            names = "--recipe",
            paramLabel = "NAME|FILE",
            defaultValue = "isolated",
            description = "default: ${DEFAULT-VALUE}")
    private String recipe = "isolated";

    @Option(
            names = "--rootfs",
            paramLabel = "R",
            description = "busybox, host, PATH or oci:PATH in place of the recipe's")
    private @Nullable String rootfs;

    @Option(
            names = "--gate",
            paramLabel = "POLICY",
            description = "judge the image first, and run no other than the one judged (see: nutshell gate --help)")
    private @Nullable Path gate;

    @Option(names = "--scan", paramLabel = "FILE", description = "with --gate: what nutshell scan --json has written")
    private @Nullable Path scan;

    @Option(names = "--on-this-machine", description = "let words change the host itself")
    private boolean onThisMachine;

    @Parameters(paramLabel = "CMD", arity = "0..*", description = "the program and its arguments")
    private List<String> command = List.of();

    @Override
    public Integer call() {
        try (Session session = Sessions.open(onThisMachine)) {
            Container container = session.current();
            container.apply(steps());
            List<String> program = command.isEmpty() ? container.defaultCommand() : command;
            Programs programs = new Programs(session, true);
            Child child = programs.start(container, new Shell.Program(program, false, false));
            WaitStatus status = programs.await(child);
            while (status.stopped()) {
                // There is no prompt to come back to: what was stopped goes on.
                child.resumeInForeground();
                status = programs.await(child);
            }
            container.news().forEach(item -> System.err.println("nutshell: " + item));
            return status.shellStatus();
        } catch (Refusal | SyscallFailed e) {
            int status = Complaint.tell(e, System.err);
            return status == Refusal.Kind.USAGE.status() || status == Refusal.Kind.SAFETY.status()
                    ? status
                    : FAILED_BEFORE;
        }
    }

    private List<Step> steps() {
        List<Step> steps = new ArrayList<>(Recipes.find(recipe).steps());
        if (rootfs != null) {
            Rootfs source = Rootfs.parse(Words.split(rootfs), Path.of("").toAbsolutePath());
            steps.removeIf(PrepareRootfs.class::isInstance);
            steps.add(0, new PrepareRootfs(source));
        }
        if (gate != null) {
            steps.replaceAll(new Admission(gate, Optional.ofNullable(scan))::judge);
            if (steps.stream().noneMatch(PrepareRootfs.class::isInstance)) {
                throw Admission.noImage("no root file system at all");
            }
        }
        return steps;
    }
}
