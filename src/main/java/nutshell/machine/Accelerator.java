package nutshell.machine;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Who executes the machine's instructions: this processor itself, or QEMU in its place. */
enum Accelerator {
    KVM("kvm", "host", 2),

    /**
     * With one processor: QEMU before 8.1 may translate an instruction that another processor is just replacing, and the
     * kernel, which patches itself when the first control group of some kind is made, then dies of "Oops: int3".
     */
    EMULATED("tcg", "max", 1);

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final String option;
    private final String processor;
    private final int processors;

    Accelerator(String option, String processor, int processors) {
        this.option = option;
        this.processor = processor;
        this.processors = processors;
    }

    /**
     * Tries, because a /dev/kvm may exist and not work: a kernel has to boot with it and say so. What came of it is
     * kept in the folder, which does not outlive this host's boot.
     */
    static Accelerator tried(Architecture architecture, Image image, Path folder) {
        Path device = Path.of("/dev/kvm");
        if (!Files.isReadable(device) || !Files.isWritable(device)) {
            return EMULATED;
        }
        Path remembered = folder.resolve("no-kvm");
        if (Files.exists(remembered)) {
            return EMULATED;
        }
        if (boots(architecture, image)) {
            return KVM;
        }
        try {
            Files.createDirectories(folder);
            Files.createFile(remembered);
        } catch (IOException e) {
            // Then it is tried again next time.
            return EMULATED;
        }
        return EMULATED;
    }

    private static boolean boots(Architecture architecture, Image image) {
        // Where KVM cannot go on, QEMU stands still and waits for a debugger.
        return Tool.says(PATIENCE, probe(architecture, image), "this processor works", "KVM internal error");
    }

    private static List<String> probe(Architecture architecture, Image image) {
        List<String> command = new ArrayList<>(new Qemu(architecture, KVM, 256)
                .boot(image, "console=%s quiet panic=-1 nutshell.job=probe".formatted(architecture.console()))
                .command());
        command.addAll(List.of("-serial", "stdio"));
        return command;
    }

    String option() {
        return option;
    }

    String processor() {
        return processor;
    }

    int processors() {
        return processors;
    }
}
