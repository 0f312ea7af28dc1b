package worlds

func networkRoom() room { return room{} }
