package nutshell.machine;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import nutshell.refusals.Refusal;

/** One boot for one job, with a hard limit. Only the result it leaves counts: QEMU ends with 0 when the guest panics. */
record Job(Berth berth, Architecture architecture, Image image, String job, Progress progress) {

    private static final int MEBIBYTES = 2048;
    private static final long RESULT_BYTES = 64L << 20;

    JobResult within(Duration limit, Path reports) throws IOException {
        Path result = berth.folders().run().resolve("result.raw");
        try (RandomAccessFile file = new RandomAccessFile(result.toFile(), "rw")) {
            file.setLength(RESULT_BYTES);
        }
        // The learner's folder remembers whether KVM works; this one's is new each time.
        Path remembered = berth.folders().run().resolveSibling("lab");
        Accelerator accelerator = Accelerator.tried(architecture, image, remembered);
        progress.step(accelerator == Accelerator.KVM ? "booting, with KVM" : "booting, emulated");
        boolean ended = run(accelerator, result, limit);
        if (ended && berth.diedBeforeItsFirstProcess()) {
            progress.step("its kernel died before the first process, as emulation lets it now and then; once more");
            ended = run(accelerator, result, limit);
        }
        Trees.remove(reports);
        Files.createDirectories(reports);
        Files.copy(berth.console(), reports.resolve("console"));
        return ended ? read(result, reports) : failed("was not done after %d s".formatted(limit.toSeconds()));
    }

    private boolean run(Accelerator accelerator, Path result, Duration limit) throws IOException {
        String commandLine = "console=%s quiet panic=-1 net.ifnames=0 nutshell.lab=1 nutshell.job=%s";
        Process process = new ProcessBuilder(new Qemu(architecture, accelerator, MEBIBYTES)
                        .boot(image, commandLine.formatted(architecture.console(), job))
                        .disk("image", image.disk(), true)
                        .disk("program", berth.program(), true)
                        .disk("result", result, false)
                        .loneNetwork()
                        .console(berth.console())
                        .command())
                .redirectErrorStream(true)
                .redirectOutput(berth.folders().run().resolve("qemu.log").toFile())
                .start();
        Thread stop = new Thread(process::destroyForcibly);
        Runtime.getRuntime().addShutdownHook(stop);
        try {
            return watched(process, System.nanoTime() + limit.toNanos());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Refusal.failed("interrupted", "again");
        } finally {
            process.destroyForcibly();
            Runtime.getRuntime().removeShutdownHook(stop);
        }
    }

    private boolean watched(Process process, long end) throws IOException, InterruptedException {
        int told = 0;
        while (!process.waitFor(1, TimeUnit.SECONDS)) {
            if (System.nanoTime() > end) {
                return false;
            }
            if (Files.exists(berth.console())) {
                List<String> news = Files.readString(berth.console(), StandardCharsets.ISO_8859_1)
                        .lines()
                        .filter(line -> line.startsWith("lab: "))
                        .toList();
                news.stream().skip(told).forEach(line -> progress.step(Lines.printable(line.substring(5))));
                told = news.size();
            }
        }
        return true;
    }

    private JobResult read(Path result, Path reports) throws IOException {
        Tool.run(Duration.ofSeconds(30), List.of("tar", "-C", "" + reports, "--no-same-owner", "-xf", "" + result));
        Path status = reports.resolve("status");
        if (!Files.isRegularFile(status, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
            return failed("left no result: did it panic?");
        }
        String said = Files.readString(status).strip();
        return said.equals("0")
                ? new JobResult(true, "passed", "")
                : new JobResult(
                        false,
                        "ended with " + Lines.printable(said),
                        Lines.last(Files.readString(reports.resolve("log")), 200));
    }

    private JobResult failed(String why) {
        return new JobResult(false, why, berth.lastWords());
    }
}
