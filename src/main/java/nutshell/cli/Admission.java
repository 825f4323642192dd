package nutshell.cli;

import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import nutshell.container.Places;
import nutshell.container.PrepareRootfs;
import nutshell.container.Step;
import nutshell.gate.Candidate;
import nutshell.gate.Policy;
import nutshell.gate.ScanDocument;
import nutshell.gate.Violation;
import nutshell.images.Images;
import nutshell.images.OpenImage;
import nutshell.refusals.Refusal;
import nutshell.rootfs.OciImage;

/** Judges a recipe's image before anything is made; from then on its digest must be the one that was judged. */
record Admission(Path policy, Optional<Path> scan) {

    Step judge(Step step) {
        if (!(step instanceof PrepareRootfs rootfs)) {
            return step;
        }
        if (!(rootfs.source() instanceof OciImage image)) {
            throw noImage("rootfs " + rootfs.source().words());
        }
        return new PrepareRootfs(image.pinned(admitted(image)));
    }

    static Refusal noImage(String what) {
        return Refusal.usage(
                "--gate judges images, and there is " + what,
                "nutshell run --gate policy.yaml --rootfs oci:image.tar -- sh");
    }

    private String admitted(OciImage source) {
        Policy demands = Policy.read(policy);
        try (OpenImage image = new Images(Places.ofThisUser().cache(), Path.of("")).open(source)) {
            List<Violation> violations = demands.judge(
                    new Candidate(image, scan.map(ScanDocument::read), Optional.empty(), Clock.systemUTC()));
            if (!violations.isEmpty()) {
                throw Refusal.failed(
                        image.id() + " is refused: "
                                + violations.stream()
                                        .map(violation -> violation.name() + " (" + violation.what() + ")")
                                        .collect(Collectors.joining("; ")),
                        "nutshell gate tells the same with --json");
            }
            return image.manifest().orElse(image.id());
        }
    }
}
