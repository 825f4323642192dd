package nutshell.drift;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import nutshell.kernel.Fanotify;
import nutshell.kernel.Kernel;
import nutshell.kernel.OpenFiles;
import nutshell.kernel.OpenMode;
import nutshell.kernel.Poll;

/**
 * Watches one container, all on one thread: a program that is started waits for its answer, which must come at once, and
 * nothing that we do for it may wait for us. Whatever ends the watch lets through whoever waits.
 */
final class Watch implements AutoCloseable {

    private static final Duration LONGEST = Duration.ofMillis(500);

    private final Target target;
    private final boolean blocks;
    private final Kernel kernel;
    private final OpenFiles files;
    private final Image image;
    private final Fanotify programs;
    private final Fanotify opened;
    private final Members members;
    private final Marks marks;
    private final Judge judge;
    private final Scripts scripts;
    private final Findings findings;
    private final Set<String> mountNamespaces = new HashSet<>();
    private final int mounts;
    private final OptionalInt process;

    /** The groups are apart: what is merely told, and may be lost, must not fill the queue of those who wait. */
    Watch(Guard.Order order, Kernel kernel, Findings findings) {
        this.target = order.target();
        this.blocks = order.blocks();
        this.kernel = kernel;
        this.findings = findings;
        // Also where nothing is denied: whoever is only told of may be gone before one can look whose it was.
        this.programs = kernel.fanotify(Fanotify.Kind.ASK_EXEC);
        this.opened = kernel.fanotify(Fanotify.Kind.TELL_OPEN);
        this.files = kernel.openFiles();
        this.image = order.profile().isPresent() ? order.profile().get() : Image.of(target, kernel, files);
        this.members = new Members(target, files);
        this.judge = new Judge(image, target.rootPath(), files);
        this.scripts = new Scripts(members, judge);
        this.mounts = kernel.open(target.proc().resolve("mountinfo").toString(), OpenMode.READ);
        this.process = target.pid().isPresent() ? files.ofProcess(target.pid().getAsInt()) : OptionalInt.empty();
        this.marks = new Marks(files, List.of(programs, opened));
        files.target(target.proc() + "/ns/mnt").ifPresent(mountNamespaces::add);
        marks.look(target.proc());
    }

    /** Returns once the container has ended, or there is something to read from the descriptor. */
    void until(int stop) {
        Poll poll = kernel.poll()
                .forReading(stop)
                .forUrgent(mounts)
                .forReading(programs.fd())
                .forReading(opened.fd());
        process.ifPresent(poll::forReading);
        while (!poll.has(stop) && (process.isEmpty() || !poll.has(process.getAsInt())) && target.lives()) {
            poll.await(LONGEST);
            boolean mounted = poll.has(mounts);
            List<Fanotify.Event> asking = programs.read();
            // What was mounted before these asked is marked before they are answered: mount(8) ends, then cp(1) starts.
            poll.await(Duration.ZERO);
            if (mounted || poll.has(mounts)) {
                marks.look(target.proc());
            }
            asking.forEach(this::program);
            opened.read().forEach(this::opened);
        }
        // What started before the end was asked for is told, though the end was heard first.
        programs.read().forEach(this::program);
        opened.read().forEach(this::opened);
    }

    private void program(Fanotify.Event event) {
        if (event.lost()) {
            findings.lost();
            return;
        }
        boolean allow = true;
        try {
            allow = !members.has(event.pid()) || isOfTheImage(event);
        } finally {
            if (event.asks()) {
                programs.answer(event, allow);
            }
            files.close(event.fd());
        }
    }

    private boolean isOfTheImage(Fanotify.Event event) {
        if (members.hasNewMounts(event.pid(), mountNamespaces)) {
            marks.look(Path.of("/proc/" + event.pid()));
        }
        Judge.Judged judged = judge.judge(event.fd());
        boolean allow = judged.verdict() == Verdict.OF_THE_IMAGE;
        if (allow) {
            findings.allowed();
            scripts.starts(event.pid(), judged.path(), event.asks());
        } else {
            String by = Scripts.name(event.pid());
            findings.add(new Finding(judged.path(), judged.verdict(), by, event.pid(), blocks, 1));
        }
        return allow || !blocks;
    }

    private void opened(Fanotify.Event event) {
        if (event.lost()) {
            findings.lost();
            return;
        }
        try {
            scripts.look(event, findings);
        } finally {
            files.close(event.fd());
        }
    }

    Report report() {
        return findings.report(target, blocks, image.source(), marks.unseen());
    }

    @Override
    public void close() {
        // The one that others wait for comes first.
        programs.close();
        opened.close();
        kernel.close(mounts);
        process.ifPresent(files::close);
        image.close();
    }
}
