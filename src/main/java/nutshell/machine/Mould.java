package nutshell.machine;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import nutshell.refusals.Refusal;

/**
 * A lab machine that was booted once and written down, from which any number goes on: each has the memory of the one, and
 * takes more only for what it changes. Nothing inside reaches this host's network; what can be written has an end.
 *
 * @param home the checkout
 * @param folder for its files, which are large
 * @param sockets whose paths must be short; a folder for each machine
 */
public record Mould(Path home, Path folder, Path sockets, int mebibytes, Starter starter, Progress progress) {

    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final long STATE_BYTES = 64L << 20;

    /** Starts a machine's program, known as ours: should we be killed, {@code clean} ends it. */
    public interface Starter {
        Process start(String name, List<String> command);
    }

    private Path memory() {
        return folder.resolve("memory");
    }

    private Path state() {
        return folder.resolve("state");
    }

    private Path program() {
        return folder.resolve("program.squashfs");
    }

    /** Where the keys of the way in lie. */
    public Path keys() {
        return folder.resolve("keys");
    }

    private Image image() {
        Recipe recipe = new Recipe(home.resolve("vagrant"));
        Path cache = Folders.of(
                        System.getenv(), System.getProperty("user.name", "").equals("root"))
                .cache();
        return Image.find(List.of(cache, home.resolve(Bundle.IMAGES)), recipe.key(Architecture.here(), Lab.ORDINARY));
    }

    /** Boots the machine, and writes it down when it is ready. */
    public Mould made() {
        Tool.need("the lab machine", Architecture.here().emulator(), "mksquashfs", "ssh", "ssh-keygen");
        try {
            Files.createDirectories(keys());
            new Keys(keys()).made();
            progress.step("packing this checkout's program and labs");
            ProgramDisk.make(home, keys(), program());
            progress.step("booting the lab machine that all others go on from");
            try (Copy first = start("first", Boot.freePort(), true)) {
                first.awaitReady(LIMIT);
                progress.step("writing it down");
                first.writeState(state());
            }
            return this;
        } catch (IOException e) {
            throw Refusal.failed("the lab machine cannot be made: " + e.getMessage(), "./nutshell vm up");
        }
    }

    /** One more machine, which is there within seconds. */
    public Copy copy(String name, int port) {
        try {
            Copy copy = start(name, port, false);
            boolean up = false;
            try {
                copy.readState(state());
                up = true;
                return copy;
            } finally {
                if (!up) {
                    copy.close();
                }
            }
        } catch (IOException e) {
            throw Refusal.failed("a lab machine does not start: " + e.getMessage(), "reset it");
        }
    }

    private Copy start(String name, int port, boolean first) throws IOException {
        Path place = Files.createDirectories(sockets.resolve(name));
        Path disk = folder.resolve(name + ".raw");
        try (RandomAccessFile file = new RandomAccessFile(disk.toFile(), "rw")) {
            file.setLength(STATE_BYTES);
        }
        Architecture architecture = Architecture.here();
        Image image = image();
        Accelerator accelerator = Accelerator.tried(architecture, image, folder);
        Qemu qemu = new Qemu(architecture, accelerator, mebibytes, memory(), first)
                .boot(image, "console=%s quiet panic=-1 net.ifnames=0 nutshell.lab=1".formatted(architecture.console()))
                .disk("image", image.disk(), true)
                .disk("program", program(), true)
                .disk("state", disk, false)
                .closedNetwork(port)
                .wire(place.resolve("wire"))
                .control(place.resolve("control"));
        return new Copy(
                place,
                starter.start(
                        name,
                        (first
                                        ? qemu.console(place.resolve("console"))
                                        : qemu.forgottenConsole().awaitingState())
                                .command()));
    }

    /** A port of this host's loopback that nobody listens on. */
    public static int freePort() {
        try {
            return Boot.freePort();
        } catch (IOException e) {
            throw Refusal.machine("there is no free port: " + e.getMessage(), "ss -tln");
        }
    }

    public Ssh ssh(int port) {
        return new Ssh(keys(), port);
    }

    /** Removes all of its files; to be called when no copy runs any more. */
    public void remove() {
        Trees.remove(folder);
    }
}
