package nutshell.machine;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import nutshell.refusals.Refusal;

/** The learner's lab machine: built, up, back as it was, down. */
public final class Lab {

    /** Of the images the recipe can give, the one that is taken unless another is asked for. */
    public static final String ORDINARY = "core";

    static final String AGAIN = "./nutshell vm down, then ./nutshell vm up";
    static final String CLEAN = "clean";
    static final String LOCK = "lock";

    private final Folders folders;
    private final Path home;
    private final Progress progress;

    /** Takes the checkout whose program and recipe the machine is to have. */
    public Lab(Folders folders, Path home, Progress progress) {
        this.folders = folders;
        this.home = home;
        this.progress = progress;
    }

    /** Makes the image if it is not there, or in any case if it is to be fresh; returns the folder that holds it. */
    public Path build(String variant, Optional<Path> into, boolean fresh) {
        return image(variant, into, fresh).folder();
    }

    /** Refuses what a Vagrant box cannot be made for or without, before the time for its image is spent. */
    public void checkBox(String provider) {
        box(provider).preconditions();
    }

    /** Makes a Vagrant box for this provider beside the image; returns the box. */
    public Path box(String variant, Optional<Path> into, boolean fresh, String provider) {
        return box(provider).of(image(variant, into, false), fresh);
    }

    private BoxBuild box(String provider) {
        return new BoxBuild(recipe(), Architecture.here(), provider, progress);
    }

    /** Makes one file for a room without network, with the image inside. */
    public Path bundle(String variant, Optional<Path> into, Path file) {
        return new Bundle(home, image(variant, into, false)).to(file);
    }

    private Image image(String variant, Optional<Path> into, boolean fresh) {
        String key = recipe().key(Architecture.here(), variant);
        List<Path> there = into.map(List::of).orElse(images());
        if (!fresh && there.stream().anyMatch(folder -> new Whole(folder.resolve(key)).there())) {
            return Image.find(there, key);
        }
        return new ImageBuild(recipe(), Architecture.here(), variant, progress).into(there.get(0));
    }

    /** Where images lie: those built here, and those that came with a bundle. */
    private List<Path> images() {
        return List.of(folders.cache(), home.resolve(Bundle.IMAGES));
    }

    private Recipe recipe() {
        return new Recipe(home.resolve("vagrant"));
    }

    public Optional<Running> running() {
        return Running.in(folders.run());
    }

    /** Boots it if it is down; one that is up must be of the variant that was asked for. Port 0 takes any that is free. */
    public Running up(Optional<String> asked, int port) {
        Optional<Running> already = running();
        if (already.isPresent()) {
            Running machine = already.get().having(asked);
            if (Files.exists(new Berth(folders).asleep())) {
                progress.step("ending the reset that was killed");
                reset();
            }
            return machine;
        }
        String variant = asked.orElse(ORDINARY);
        Architecture architecture = Architecture.here();
        Tool.need("the lab machine", architecture.emulator(), "qemu-img", "mksquashfs", "ssh", "ssh-keygen");
        Image image = Image.find(images(), recipe().key(architecture, variant));
        folders.made();
        try (FileChannel lock = locked()) {
            Optional<Running> meanwhile = lock.isOpen() ? running() : Optional.empty();
            return meanwhile.isPresent() ? meanwhile.get().having(asked) : boot(architecture, image, variant, port);
        } catch (IOException e) {
            throw Refusal.failed("the lab machine cannot be started: " + e.getMessage(), AGAIN);
        }
    }

    /** Held while a machine is started or ended, so that two that are asked for at once are one. */
    private FileChannel locked() throws IOException {
        Path file = folders.run().resolve(LOCK);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        channel.lock();
        return channel;
    }

    private Running boot(Architecture architecture, Image image, String variant, int port) throws IOException {
        Berth berth = new Berth(folders);
        berth.clear();
        boolean up = false;
        try {
            progress.step("packing this checkout's program and labs");
            ProgramDisk.make(home, berth.keys().folder(), berth.program());
            Running machine = new Boot(berth, architecture, image, variant, progress).on(port);
            machine.writeTo(folders.run());
            up = true;
            return machine;
        } finally {
            if (!up) {
                berth.clear();
            }
        }
    }

    /** Everything as it was after the boot, but for the learner's progress. */
    public void reset() {
        Running machine = running().orElseThrow(() -> Refusal.failed("the lab machine is down", "./nutshell vm up"));
        Berth berth = new Berth(folders);
        try (Qmp qmp = Qmp.of(berth.control());
                Conversation guest = Conversation.with(berth.wire())) {
            Files.writeString(berth.asleep(), "");
            qmp.load(CLEAN);
            new Wire(berth, machine, progress).wake(guest);
            Files.delete(berth.asleep());
        } catch (IOException e) {
            throw Refusal.failed("the lab machine cannot be reset: " + e.getMessage(), AGAIN);
        }
    }

    /** Returns whether there was one. */
    public boolean down() {
        boolean up = running().isPresent();
        folders.made();
        try (FileChannel lock = locked()) {
            if (lock.isOpen()) {
                new Berth(folders).clear();
            }
        } catch (IOException e) {
            throw Refusal.failed("the lab machine cannot be ended: " + e.getMessage(), "kill its QEMU, then again");
        }
        return up;
    }

    /** Boots a machine of its own for one job of vagrant/jobs, and puts what comes of it to this folder. */
    public JobResult test(String variant, String job, Duration limit, Path reports) {
        Architecture architecture = Architecture.here();
        Tool.need("the lab machine", architecture.emulator(), "mksquashfs", "tar");
        Image image = Image.find(images(), recipe().key(architecture, variant));
        Berth berth = new Berth(
                folders.beside("test-" + ProcessHandle.current().pid()).made());
        try {
            progress.step("packing this checkout's program, labs and tests");
            ProgramDisk.makeForTests(home, berth.program());
            return new Job(berth, architecture, image, job, progress).within(limit, reports);
        } catch (IOException e) {
            throw Refusal.failed("the tests cannot be run in the lab machine: " + e.getMessage(), "df /run");
        } finally {
            Trees.remove(berth.folders().run());
            Trees.remove(berth.folders().state());
        }
    }

    public Ssh ssh(Running machine) {
        return new Ssh(folders.state(), machine.port());
    }
}
