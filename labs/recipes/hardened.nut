# nothing to spare: every wall the shell can build, for a program that only computes
# Take lines away until your program runs, and you know what it needs.
rootfs busybox

# What runs out is its own.
cgroup set pids.max 32
cgroup set memory.max 64M
cgroup set cpu.max "50000 100000"

# Whoever breaks out is nobody in particular.
clone user --map subids

# A network with no interface but a closed lo is no network. Its clocks too are its own.
unshare uts mnt pid net ipc cgroup time
sethostname hardened

# One device that takes bytes, one that gives none, one that gives random ones. No terminal, no queues, no sysfs.
chdir
mount -t tmpfs -o nosuid,noexec,mode=755,size=64k tmpfs dev
mount -o bind,ro,nosuid,noexec,X-mount.mkdir /dev/null dev/null
mount -o bind,ro,nosuid,noexec,X-mount.mkdir /dev/zero dev/zero
mount -o bind,ro,nosuid,noexec,X-mount.mkdir /dev/urandom dev/urandom
mount -o remount,bind,ro,nosuid,noexec dev

# A little room for what is in the making; nothing can be run from there.
mount -t tmpfs -o nosuid,nodev,noexec,mode=1777,size=1M tmpfs tmp
pivot_root

# Its own processes; settings and what tells of the machine are closed.
mount -t proc -o nosuid,nodev,noexec proc /proc
mount -o bind,ro,nosuid,nodev,noexec /proc/sys /proc/sys
mount -o bind,ro,nosuid,nodev,noexec,nofail /proc/sysrq-trigger /proc/sysrq-trigger
mount -o bind,nofail /dev/null /proc/kcore
mount -o bind,nofail /dev/null /proc/keys
mount -o bind,nofail /dev/null /proc/timer_list
mount -o bind,nofail /dev/null /proc/kallsyms
mount -o bind,nofail /dev/null /proc/kmsg

# Nothing can be left in its root, or changed there.
mount -o remount,bind,ro,nosuid,nodev /

# Nobody inside, too: what root's id would own is out of reach. The group first, while there is the power for it;
# --keepcaps, because giving up power takes some.
setgid 65534
setuid 65534 --keepcaps

# No power, and none to come: not from setuid programs either.
capabilities drop all
no_new_privs

# Docker's filter, as the last thing before the program starts.
seccomp load docker-default --at-exec
