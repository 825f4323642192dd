package nutshell.machine;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.time.Duration;
import java.util.Locale;
import nutshell.refusals.Refusal;

/** From an image to a machine that answers. */
record Boot(Berth berth, Architecture architecture, Image image, String variant, Progress progress) {

    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final int MEBIBYTES = 2048;

    /** Takes 0 for any port that is free. */
    Running on(int wanted) throws IOException {
        Accelerator accelerator =
                Accelerator.tried(architecture, image, berth.folders().run());
        progress.step(
                accelerator == Accelerator.KVM
                        ? "booting, with KVM"
                        : "booting, emulated: KVM does not work here, so everything inside is about ten times slower");
        try {
            return boot(accelerator, wanted);
        } catch (Refusal e) {
            if (!berth.diedBeforeItsFirstProcess()) {
                throw e;
            }
            progress.step("its kernel died before the first process, as emulation lets it now and then; once more");
            return boot(accelerator, wanted);
        }
    }

    private Running boot(Accelerator accelerator, int wanted) throws IOException {
        int port = wanted == 0 ? freePort() : wanted;
        Tool.Outcome start =
                Tool.run(Duration.ofSeconds(60), qemu(accelerator, port).command());
        if (start.status() != 0) {
            throw refused(start.output(), port);
        }
        long pid = Long.parseLong(Files.readString(berth.pidFile()).strip());
        long ticks = Running.startOf(pid).orElseThrow(() -> died("at once"));
        String name = accelerator.name().toLowerCase(Locale.ROOT);
        Running machine = new Running(
                pid, ticks, port, variant, image.folder().getFileName().toString(), name);
        ready(machine);
        return machine;
    }

    private Qemu qemu(Accelerator accelerator, int port) throws IOException {
        String commandLine = "console=%s quiet panic=-1 net.ifnames=0 nutshell.lab=1";
        return new Qemu(architecture, accelerator, MEBIBYTES)
                .boot(image, commandLine.formatted(architecture.console()))
                .disk("image", image.disk(), true)
                .disk("program", berth.program(), true)
                .disk("state", berth.stateDisk(), false)
                .memory(berth.freshMemory())
                .network(port)
                .console(berth.console())
                .wire(berth.wire())
                .control(berth.control())
                .detached(berth.pidFile());
    }

    static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static Refusal refused(String output, int port) {
        if (output.contains("host forwarding")) {
            return Refusal.machine("port %d is in use".formatted(port), "./nutshell vm up, which takes a free one");
        }
        return Refusal.machine("QEMU does not start: " + Lines.last(output, 3), "mend what it names");
    }

    /** The snapshot is taken before the clock is set and the learner's disk mounted: it must hold neither. */
    private void ready(Running machine) throws IOException {
        Wire wire = new Wire(berth, machine, progress);
        try (Conversation guest = Conversation.with(berth.wire())) {
            if (guest.hear("ready"::equals, LIMIT, machine::alive).isEmpty()) {
                throw died("while it booted");
            }
            progress.step("keeping its memory, for vm reset");
            try (Qmp qmp = Qmp.of(berth.control())) {
                qmp.save(Lab.CLEAN);
            }
            wire.wake(guest);
        } catch (IOException e) {
            if (machine.alive()) {
                throw e;
            }
            throw died("after it had booted");
        }
    }

    private Refusal died(String when) {
        return Refusal.failed("the lab machine ended or hung %s:%n%s".formatted(when, berth.lastWords()), Lab.AGAIN);
    }
}
