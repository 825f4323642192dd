package nutshell.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import nutshell.container.Child;
import nutshell.container.Container;
import nutshell.container.Session;
import nutshell.refusals.Printable;
import nutshell.refusals.Refusal;

/** A shell that reads lines from a file: no prompt, no colours; with JSON everything printed is part of a line's object. */
final class BatchSurroundings implements Shell.Surroundings {

    private final Programs programs;
    private final boolean json;
    private final boolean inputIsOurs;
    private final PrintStream out;

    BatchSurroundings(Session session, boolean json, boolean inputIsOurs, PrintStream out) {
        this.programs = new Programs(session, inputIsOurs);
        this.json = json;
        this.inputIsOurs = inputIsOurs;
        this.out = out;
    }

    @Override
    public String run(Shell shell, Container container, Shell.Program program) {
        if (program.background()) {
            Child child = json ? programs.besideJson(container, program) : programs.start(container, program);
            Jobs.Job job = shell.jobs().background(child);
            return "[%d] %d".formatted(job.number(), child.pid());
        }
        if (json) {
            Programs.Caught caught = programs.catching(container, program);
            shell.say(caught.output().stripTrailing());
            Programs.require(program.command(), caught.status());
            return "";
        }
        out.flush();
        Programs.require(program.command(), programs.await(programs.start(container, program)));
        return "";
    }

    @Override
    public String runOnHost(Shell shell, List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(json);
        if (!json) {
            builder.redirectOutput(ProcessBuilder.Redirect.INHERIT).redirectError(ProcessBuilder.Redirect.INHERIT);
        }
        if (inputIsOurs) {
            builder.redirectInput(ProcessBuilder.Redirect.INHERIT);
        } else {
            builder.redirectInput(new java.io.File("/dev/null"));
        }
        try {
            out.flush();
            Process process = builder.start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int status = process.waitFor();
            if (status != 0) {
                shell.say(output.stripTrailing());
                throw Refusal.failed(Printable.text(command.get(0)) + " exited with " + status, "explain exit-status");
            }
            return output.stripTrailing();
        } catch (IOException e) {
            throw Refusal.failed("host: " + TextFiles.reason(e), "host ls /bin");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Refusal.failed("host: interrupted", "try again");
        }
    }

    @Override
    public void foreground(Shell shell, Jobs.Job job) {
        job.child().await();
    }

    @Override
    public int width() {
        return 80;
    }

    @Override
    public Paint paint() {
        return new Paint(false);
    }

    @Override
    public void show(String line) {
        if (!json) {
            out.println(line);
        }
    }

    @Override
    public List<String> history() {
        return List.of();
    }
}
