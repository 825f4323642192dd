# what docker run does when nothing is asked for: every line one of Docker's defaults
# Compare: nutshell inspect docker:NAME --against docker-like

# Docker stacks the layers of an image. Here it is one tree, a copy of this session's own.
rootfs busybox

# A group for its processes, and no limit in it: --pids-limit, --memory and --cpus are what people forget.
cgroup new

# Not user: root inside is the host's root, and the lines further down are all that holds it. Not time either.
# After the group, because the cgroup namespace's root is the group its maker is in. (Docker: with cgroup v2 only.)
unshare uts mnt pid net ipc cgroup

# Docker takes the beginning of the container's id.
sethostname docker-like

# The host's tree is gone from sight with the old root; the mounts below are all there is.
pivot_root

# Its own processes alone. What proc tells of the machine as a whole is dealt with below.
mount -t proc -o nosuid,nodev,noexec proc /proc

# A /dev of its own, for a few devices that only give or take bytes. nodev is missing, or they could not be opened.
mount -t tmpfs -o nosuid,mode=755,size=65536k tmpfs /dev
mknod /dev/null c 1 3
mknod /dev/zero c 1 5
mknod /dev/full c 1 7
mknod /dev/random c 1 8
mknod /dev/urandom c 1 9
mknod /dev/tty c 5 0

# Terminals, message queues and shared memory of its own: each would otherwise be the host's.
mount -t devpts -o nosuid,noexec,newinstance,ptmxmode=0666,mode=0620,gid=5,X-mount.mkdir devpts /dev/pts
mount -t mqueue -o nosuid,nodev,noexec,X-mount.mkdir mqueue /dev/mqueue
mount -t tmpfs -o nosuid,nodev,noexec,mode=1777,size=65536k,X-mount.mkdir shm /dev/shm

# The kernel's view of devices, to look at only: root could steer them there.
mount -t sysfs -o ro,nosuid,nodev,noexec sysfs /sys
mount -t cgroup2 -o ro,nosuid,nodev,noexec,nofail cgroup /sys/fs/cgroup

# Settings of the kernel that belong to no namespace, core_pattern for one: readable, no more.
mount -o bind,ro,nosuid,nodev,noexec,nofail /proc/bus /proc/bus
mount -o bind,ro,nosuid,nodev,noexec,nofail /proc/fs /proc/fs
mount -o bind,ro,nosuid,nodev,noexec,nofail /proc/irq /proc/irq
mount -o bind,ro,nosuid,nodev,noexec,nofail /proc/sys /proc/sys
# Writing a letter there reboots the host.
mount -o bind,ro,nosuid,nodev,noexec,nofail /proc/sysrq-trigger /proc/sysrq-trigger

# Masked, for they tell of all: hardware, memory, keys, timers. A file gets /dev/null over it, a directory an empty one.
mount -o bind,nofail /dev/null /proc/kcore
mount -o bind,nofail /dev/null /proc/keys
mount -o bind,nofail /dev/null /proc/latency_stats
mount -o bind,nofail /dev/null /proc/timer_list
mount -o bind,nofail /dev/null /proc/timer_stats
mount -o bind,nofail /dev/null /proc/sched_debug
mount -t tmpfs -o ro,nofail tmpfs /proc/acpi
mount -t tmpfs -o ro,nofail tmpfs /proc/asound
mount -t tmpfs -o ro,nofail tmpfs /proc/scsi
mount -t tmpfs -o ro,nofail tmpfs /sys/firmware
mount -t tmpfs -o ro,nofail tmpfs /sys/devices/virtual/powercap

# Fourteen of the forty-one pieces of root's power are left. Enough for package managers and servers of long ago; most
# programs need none. Before the filter, which lets more through for whoever holds more.
capabilities keep CAP_CHOWN CAP_DAC_OVERRIDE CAP_FOWNER CAP_FSETID CAP_KILL CAP_SETGID CAP_SETUID CAP_SETPCAP CAP_NET_BIND_SERVICE CAP_NET_RAW CAP_SYS_CHROOT CAP_MKNOD CAP_AUDIT_WRITE CAP_SETFCAP

# Some sixty of the kernel's calls are refused: to load modules, to mount, to reboot, to join namespaces.
# As the last thing before the program starts, since building a container takes several of them.
seccomp load docker-default --at-exec

# Docker does not promise no_new_privs unless --security-opt no-new-privileges asks for it.
