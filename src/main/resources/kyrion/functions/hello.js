// Answers every request, to see that Fission, its router and the way to it work.
module.exports = async () => ({ status: 200, body: "Elysium is there.\n" });
